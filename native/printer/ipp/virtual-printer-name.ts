/** How the software printer calls itself in `printer-make-and-model`; the driver marks it as virtual by that. */
export const virtualPrinterName = 'Zweitplatz virtueller Drucker';
