import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const Saxon = require('saxon-js');
const dir = '/tmp/xml/';
const names = process.argv.slice(2).length
  ? process.argv.slice(2)
  : ['FACTUR-X_EN16931', 'BR-FR-Flux2-Schematron-CII', 'EN16931-CII'];
const codedb = readFileSync(
  '/tmp/rules/fnfempe+France_RFE/FNFE_RFE_INVOICE/Factur-X/EN16931/2xslt/FACTUR-X_EN16931_codedb.xml',
  'utf8',
);
for (const n of names) {
  const sef = JSON.parse(readFileSync(`/tmp/sef/${n}.sef.json`, 'utf8'));
  for (const f of readdirSync(dir)) {
    if (!f.endsWith('.xml')) continue;
    let t = performance.now();
    let out;
    try {
      out = Saxon.transform(
        {
          stylesheetInternal: sef,
          stylesheetBaseURI:
            'file:///tmp/rules/fnfempe+France_RFE/FNFE_RFE_INVOICE/Factur-X/EN16931/2xslt/x.xslt',
          sourceText: readFileSync(dir + f, 'utf8'),
          destination: 'serialized',
        },
        'sync',
      ).principalResult;
    } catch (e) {
      console.log(n, f, 'ERR', e.message);
      continue;
    }
    const fails = [...out.matchAll(/<svrl:(failed-assert|successful-report)[\s\S]*?<\/svrl:\1>/g)].map(
      (m) => m[0],
    );
    if (fails.length)
      for (const x of fails)
        console.log(
          n,
          f,
          (x.match(/flag="[^"]*"/) || x.match(/role="[^"]*"/) || [''])[0],
          (x.match(/ id="([^"]*)"/) || [])[1],
          x
            .replace(/<[^>]*>/g, ' ')
            .replace(/\s+/g, ' ')
            .slice(0, 250),
        );
    if (f === 'invoice.xml')
      console.log(
        n,
        (performance.now() - t) | 0,
        'ms',
        (out.match(/fired-rule/g) || []).length,
        'rules fired',
      );
  }
}
const { XmlDocument, XsdValidator, XmlBufferInputProvider } = await import('libxml2-wasm');
const { xmlRegisterFsInputProviders } = await import('libxml2-wasm/lib/nodejs.mjs');
xmlRegisterFsInputProviders();
const x = '/tmp/rules/fnfempe+France_RFE/FNFE_RFE_INVOICE/Factur-X/EN16931/1xsd/Factur-X_EN16931.xsd';
const s = XmlDocument.fromBuffer(readFileSync(x), { url: 'file://' + x });
const v = XsdValidator.fromDoc(s);
for (const f of readdirSync(dir)) {
  try {
    const d = XmlDocument.fromBuffer(readFileSync(dir + f));
    v.validate(d);
    d.dispose();
  } catch (e) {
    console.log('XSD', f, e.message.slice(0, 500));
  }
}
console.log('xsd done');
