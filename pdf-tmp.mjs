import { writeFileSync, mkdirSync, rmSync } from 'node:fs';
const b = '/work/main/dist/libs/documents/src/';
const { sampleDocuments } = await import(b + 'samples/sample-documents.js');
const { writeCii } = await import(b + 'factur-x/write-cii.js');
const { checkDocument } = await import(b + 'rules/check-document.js');
const { renderInvoice } = await import(b + 'pdf/render-invoice.js');
rmSync('/tmp/pdf', { recursive: true, force: true });
mkdirSync('/tmp/pdf', { recursive: true });
for (const { name, document } of sampleDocuments()) {
  const xml = writeCii(document);
  writeFileSync(`/tmp/xml/${name}.xml`, xml);
  for (const f of checkDocument(document)) console.log(name, f.rule, f.severity, f.path, f.sentence.fr);
  const pdf = renderInvoice(document, xml, null);
  writeFileSync(`/tmp/pdf/${name}.pdf`, pdf);
  console.log(name, pdf.length, Buffer.compare(pdf, renderInvoice(document, xml, null)) === 0);
}
const { document: d } = sampleDocuments()[0];
const x = writeCii(d);
for (let i = 0; i < 100; i++) renderInvoice(d, x, null);
let t = performance.now();
for (let i = 0; i < 500; i++) {
  renderInvoice(d, writeCii(d), null);
}
console.log('pdf+xml/s one thread', (500 / (performance.now() - t)) * 1000);
