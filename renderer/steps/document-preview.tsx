/** A paper as it will look, drawn from the same definition the PDF is made of. */
import type { DocumentBlock, DocumentDefinition } from '../../electron/contract/document.ts';
import { showMoment } from '../ui/german-date.ts';

export function DocumentPreview({ document }: { document: DocumentDefinition }) {
  const numbered = document.blocks.map((block, index) => ({ place: index + 1, block }));
  return (
    <article
      className="paper as-typed"
      aria-label={`Vorschau: ${document.title}`}
      data-training={document.training ? '' : undefined}
    >
      {document.training && <p className="kern-sr-only">Schulung, ungültig</p>}
      <header className="paper-head">
        <div>
          <strong>{document.authority}</strong>
          <br />
          {document.ortsverwaltung}
        </div>
        <div className="paper-address">
          {document.addressLines.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </div>
      </header>
      <p className="paper-place">{document.placeAndDay}</p>
      <h2 className="paper-title">{document.title}</h2>
      {numbered.map(({ place, block }) => (
        <Block key={place} block={block} />
      ))}
      <footer className="paper-foot">
        <span>{document.reference}</span>
        <span>{showMoment(document.createdAt)}</span>
      </footer>
    </article>
  );
}

function Block({ block }: { block: DocumentBlock }) {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'paragraph':
      return <p>{block.bold === true ? <strong>{block.text}</strong> : block.text}</p>;
    case 'table':
      return (
        <dl className="paper-table">
          {block.rows.map((row) => (
            <div key={row.label}>
              <dt>{row.label}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'verbatim':
      return (
        <figure className="paper-verbatim">
          <figcaption>{block.caption}</figcaption>
          <pre>{block.lines.join('\n')}</pre>
        </figure>
      );
    case 'fill-in':
      return (
        <dl className="paper-table">
          {block.rows.map((row) => (
            <div key={row.label}>
              <dt>{row.label}</dt>
              <dd className="paper-blank">{row.value ?? ''}</dd>
            </div>
          ))}
        </dl>
      );
    case 'checklist':
      return (
        <ul className="paper-checklist">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'page-break':
      return <h3 className="paper-page">{block.title}</h3>;
    case 'signature-line':
      return (
        <div className="paper-signatures">
          {block.captions.map((caption) => (
            <span key={caption}>{caption}</span>
          ))}
        </div>
      );
    case 'seal-field':
      return (
        <div className="paper-seal">
          <span>Dienstsiegel</span>
          {block.sealNumber !== undefined && <strong>Nr. {block.sealNumber}</strong>}
        </div>
      );
    case 'image':
      return <img className="paper-image" src={`data:image/png;base64,${block.pngBase64}`} alt={block.alt} />;
  }
}
