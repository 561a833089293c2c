import type { DemoAccount } from '#installation';

interface WhatRunsHere {
  readonly version: string;
  readonly today: string;
  readonly environment: string;
  readonly embedded: boolean;
  readonly issuers: readonly {
    readonly code: string;
    readonly name: string;
    readonly legalForm: string | null;
  }[];
  /** The accounts of the demonstration, where it is loaded. */
  readonly demo: { readonly accounts: readonly DemoAccount[]; readonly password: string } | null;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function issuersSection(issuers: WhatRunsHere['issuers']): string {
  if (issuers.length === 0) return '';
  const rows = issuers.map(
    ({ code, name, legalForm }) =>
      `<div><dt>${escaped(code)}</dt><dd>${escaped(name)}<br><small>${escaped(legalForm ?? '')}</small></dd></div>`,
  );
  return `
    <section aria-labelledby="issuers">
      <h2 id="issuers">Émetteurs</h2>
      <dl>${rows.join('')}</dl>
    </section>`;
}

function accountSection(demo: WhatRunsHere['demo']): string {
  if (!demo) {
    return `
    <section aria-labelledby="start">
      <h2 id="start">Premier compte</h2>
      <p>Le premier administrateur se crée depuis le serveur&nbsp;:</p>
      <pre><code>npx intendance account create --role administrator \\
  --email prenom@exemple.coop --name "Prénom Nom"</code></pre>
    </section>`;
  }
  const accounts = demo.accounts.map(
    ({ email, says }) => `<li><code>${escaped(email)}</code><span>${escaped(says)}</span></li>`,
  );
  return `
    <section aria-labelledby="start">
      <h2 id="start">Coopérative de démonstration</h2>
      <p>Tout y est inventé, et disposé autour du jour civil. Mot de passe de chaque compte&nbsp;:
        <code>${escaped(demo.password)}</code></p>
      <ul>${accounts.join('')}</ul>
      <p>À voir&nbsp;: le mois en cours prêt à proposer, et ce qui attend une personne
        (rattrapage, avoir, fiche incomplète, message refusé, contrat que personne ne porte).</p>
    </section>`;
}

/** A page without script, readable by a person who only knows that Intendance should run here. */
export function homePage({ version, today, environment, embedded, issuers, demo }: WhatRunsHere): string {
  const database = embedded ? 'PostgreSQL embarqué' : 'serveur PostgreSQL de la configuration';
  return `<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Intendance</title>
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/home.css">
</head>
<body>
  <header>
    <h1>Intendance</h1>
    <p>L’intendance de votre coopérative : chaque jour de chaque abonnement facturé une fois, et une seule.</p>
  </header>
  <main>
    <section aria-labelledby="here">
      <h2 id="here">Ce qui tourne ici</h2>
      <dl>
        <div><dt>Version</dt><dd>${escaped(version)}</dd></div>
        <div><dt>Jour civil</dt><dd>${escaped(today)}</dd></div>
        <div><dt>Environnement</dt><dd>${escaped(environment)}</dd></div>
        <div><dt>Base de données</dt><dd>${database}</dd></div>
      </dl>
    </section>${issuersSection(issuers)}
    <section aria-labelledby="next">
      <h2 id="next">Où aller</h2>
      <ul>
        <li><a href="/api/docs">Les pages de l’API</a><span>lire et essayer chaque adresse, une fois connecté</span></li>
        <li><a href="/api/openapi.json">Sa description OpenAPI</a><span>pour les programmes</span></li>
        <li><a href="/api/health">Le service est-il debout&#8239;?</a><span>réponse immédiate</span></li>
        <li><a href="/api/ready">La base répond-elle&#8239;?</a><span>réponse de PostgreSQL</span></li>
      </ul>
    </section>${accountSection(demo)}
  </main>
</body>
</html>
`;
}
