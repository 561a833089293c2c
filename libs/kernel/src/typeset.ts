/** French spacing for screens and paper: a narrow no-break space before ; ! ?, a no-break space before : % and within « ». */
export function typeset(text: string): string {
  return text
    .replace(/ ([;!?])/g, '\u202f$1')
    .replace(/ ([:%»])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0');
}
