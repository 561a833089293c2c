/** While the first bundle of a space loads: the page's own colour, no spinner. */
export function OpeningPage() {
  return <div className="opening" aria-busy />;
}
