import { useLanguage, writeBasisPoints, writeWholeAmount } from '../../../i18n/format';
import classes from './bands.module.css';
import { words } from './texts';

interface BandsPictureProps {
  readonly bands: readonly { readonly from: string; readonly rateBasisPoints: number }[];
}

/** Part of the height that the highest rate takes. */
const HIGHEST = 62;

/** Each band with the height of its rate, and where it begins; the same stands in the scheme's sentence. */
export function BandsPicture({ bands }: BandsPictureProps) {
  const t = words.use();
  const language = useLanguage();
  const highest = Math.max(1, ...bands.map(({ rateBasisPoints }) => rateBasisPoints));
  const said = bands
    .map(
      ({ from, rateBasisPoints }) =>
        `${writeWholeAmount(from, language)} : ${writeBasisPoints(rateBasisPoints, language)}`,
    )
    .join(', ');
  return (
    <div className={classes.picture} role="img" aria-label={`${t('scheme.bandsOf')} : ${said}`}>
      {bands.map(({ from, rateBasisPoints }) => (
        <div key={from} className={classes.band} aria-hidden>
          <span className={classes.rate}>{writeBasisPoints(rateBasisPoints, language)}</span>
          <span className={classes.bar} style={{ height: `${(rateBasisPoints / highest) * HIGHEST}%` }} />
          <span className={classes.bound}>{writeWholeAmount(from, language)}</span>
        </div>
      ))}
    </div>
  );
}
