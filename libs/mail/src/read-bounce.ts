/** What a report of non-delivery says of one of our messages. */
export interface Bounce {
  /** As given to `send`, without brackets. */
  readonly originalMessageId: string;
  /** RFC 3463, as `5.1.1`; a first digit of 5 is final, 4 is a delay or a delay that became final. */
  readonly status: string;
  /** `failed` is final; `delayed` means that the other system goes on trying. */
  readonly action: 'failed' | 'delayed';
  readonly recipient: string | null;
  /** What the refusing system said, in its own words. */
  readonly diagnostic: string;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const LONGEST_REPORT = 5_000_000;
const DEEPEST_PART = 4;

/**
 * Reads a delivery status notification (RFC 3464). Null for anything else: another message, a report of success, a
 * report that names no message. Never throws, whatever the bytes.
 */
export function readBounce(eml: Buffer | string): Bounce | null {
  const report = partOf((typeof eml === 'string' ? eml : eml.toString('latin1')).slice(0, LONGEST_REPORT));
  const type = parameters(report.headers.get('content-type') ?? '');
  if (type.value !== 'multipart/report') return null;
  const parts = partsWithin(report, 0);
  const notice = parts.find((part) => typeOf(part) === 'message/delivery-status');
  if (!notice) return null;
  const [ofMessage, ...ofRecipients] = decoded(notice)
    .split(/\n[ \t]*\n+/)
    .map(fieldsOf);
  const failure =
    ofRecipients.find((fields) => fields.get('action')?.toLowerCase() === 'failed') ??
    ofRecipients.find((fields) => fields.get('action')?.toLowerCase() === 'delayed');
  if (!failure) return null;
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(failure.get('status') ?? '')?.[0];
  const originalMessageId = returnedMessageId(parts) ?? ofMessage?.get('original-envelope-id')?.trim();
  if (!status || !originalMessageId) return null;
  return {
    originalMessageId,
    status,
    action: failure.get('action')!.toLowerCase() as Bounce['action'],
    recipient: afterType(failure.get('original-recipient') ?? failure.get('final-recipient')),
    diagnostic: afterType(failure.get('diagnostic-code')) ?? `status ${status}`,
  };
}

/** `smtp; 550 no such user` without its type. */
function afterType(field: string | undefined): string | null {
  return field === undefined ? null : field.slice(field.indexOf(';') + 1).trim() || null;
}

/** The returned message, or only its headers, is the last part of the report. */
function returnedMessageId(parts: readonly Part[]): string | null {
  for (const part of parts) {
    if (!['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers'].includes(typeOf(part))) continue;
    const id = /<([^<>\s]+)>/.exec(partOf(decoded(part)).headers.get('message-id') ?? '')?.[1];
    if (id) return id;
  }
  return null;
}

function partOf(text: string): Part {
  const lines = text.replace(/\r\n?/g, '\n');
  const end = lines.indexOf('\n\n');
  const head = end < 0 ? lines : lines.slice(0, end);
  return { headers: fieldsOf(head), body: end < 0 ? '' : lines.slice(end + 2) };
}

function fieldsOf(head: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    // The first of a field counts: what follows may have been appended on the way.
    if (name && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

function partsWithin(part: Part, depth: number): Part[] {
  const { boundary } = parameters(part.headers.get('content-type') ?? '');
  if (!boundary || depth >= DEEPEST_PART) return [];
  const pieces = `\n${part.body}`.split(`\n--${boundary}`).slice(1);
  const closing = pieces.findIndex((piece) => piece.startsWith('--'));
  return (closing < 0 ? pieces : pieces.slice(0, closing)).flatMap((piece) => {
    const inner = partOf(piece.slice(piece.indexOf('\n') + 1));
    return [inner, ...(typeOf(inner).startsWith('multipart/') ? partsWithin(inner, depth + 1) : [])];
  });
}

function typeOf(part: Part): string {
  return parameters(part.headers.get('content-type') ?? '').value;
}

function parameters(header: string): { readonly value: string; readonly boundary: string | null } {
  const value = header.split(';', 1)[0]!.trim().toLowerCase();
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(header);
  return { value, boundary: boundary?.[1] ?? boundary?.[2] ?? null };
}

function decoded({ headers, body }: Part): string {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replace(/\r\n?/g, '\n');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
  const bytes = body
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/=\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replace(/\r\n?/g, '\n');
}
