const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 forbids or discourages even when escaped: controls, halves of surrogate pairs, non-characters. */
const CONTROLS = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const ALLOWED = '\t\n\r';

/** Text as XML content or attribute value. */
export function escapeXml(text: string): string {
  return text
    .replace(CONTROLS, (character) => (ALLOWED.includes(character) ? character : ''))
    .replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}

type Child = string | null;

/** An element around markup written before; nothing when there is nothing inside. */
export function element(name: string, ...children: readonly Child[]): Child {
  const inside = children.filter((child) => child !== null).join('');
  return inside === '' ? null : `<${name}>${inside}</${name}>`;
}

/** An element that holds a text; nothing for an absent or blank text. */
export function textElement(
  name: string,
  text: string | null | undefined,
  attribute?: readonly [string, string],
): Child {
  if (text === null || text === undefined || text.trim() === '') return null;
  const written = attribute ? ` ${attribute[0]}="${escapeXml(attribute[1])}"` : '';
  return `<${name}${written}>${escapeXml(text.trim())}</${name}>`;
}
