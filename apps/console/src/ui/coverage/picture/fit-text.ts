/** Texts shortened to a width, each measured once for each font and width. */
export function textFitter(): (pen: CanvasRenderingContext2D, text: string, width: number) => string {
  const fitted = new Map<string, string>();
  return (pen, text, width) => {
    const name = `${pen.font}|${Math.floor(width)}|${text}`;
    const known = fitted.get(name);
    if (known !== undefined) return known;
    const short = shorten((part) => pen.measureText(part).width <= width, text);
    fitted.set(name, short);
    return short;
  };
}

/** The longest beginning that fits with « … » after it; the text itself when it fits. */
export function shorten(fits: (text: string) => boolean, text: string): string {
  if (fits(text)) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(`${text.slice(0, middle).trimEnd()}…`)) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
