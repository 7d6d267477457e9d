/** Waiting, said and shown. */
export function Loading({ text }: { text: string }) {
  return (
    <div className="loading" role="status">
      <span className="spinner spinner--large" aria-hidden="true" />
      <p className="kern-body">{text}</p>
    </div>
  );
}
