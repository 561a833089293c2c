import type { Schema } from '../../../api/api';
import { useLanguage, writeBasisPoints } from '../../../i18n/format';
import { words } from './texts';
import classes from './weights-picture.module.css';

type Weight = Schema<'CollegeWeightView'>;

const percent = (basisPoints: number) => `${basisPoints / 100}%`;

/** One bar a college on a scale from 0 to 100 % of the votes, with the bounds of the law as marks. */
export function WeightsPicture({ weights }: { readonly weights: readonly Weight[] }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <figure className={classes.picture} role="img" aria-label={t('colleges.picture')}>
      {weights.map(({ code, name, weightBasisPoints, leastBasisPoints, mostBasisPoints, members }) => {
        const isOut =
          (leastBasisPoints !== null && weightBasisPoints < leastBasisPoints) ||
          (mostBasisPoints !== null && weightBasisPoints > mostBasisPoints);
        return (
          <div key={code} className={classes.row}>
            <div className={classes.label}>
              <span>{name || t('standings.all')}</span>
              <span className={classes.figures}>
                {`${writeBasisPoints(weightBasisPoints, language)} · ${t('colleges.votes', { count: members })}`}
              </span>
            </div>
            <div className={classes.track}>
              {leastBasisPoints !== null && mostBasisPoints !== null && (
                <div
                  className={classes.allowed}
                  style={{
                    left: percent(leastBasisPoints),
                    width: percent(mostBasisPoints - leastBasisPoints),
                  }}
                />
              )}
              <div
                className={classes.bar}
                data-out={isOut || undefined}
                style={{ width: percent(Math.min(weightBasisPoints, 10_000)) }}
              />
              {[leastBasisPoints, mostBasisPoints].map(
                (bound) =>
                  bound !== null && (
                    <div key={bound} className={classes.bound} style={{ left: percent(bound) }} />
                  ),
              )}
            </div>
          </div>
        );
      })}
      <div className={classes.scale} aria-hidden>
        {[0, 2500, 5000, 7500, 10_000].map((mark) => (
          <span key={mark} style={{ left: percent(mark) }}>
            {writeBasisPoints(mark, language)}
          </span>
        ))}
      </div>
    </figure>
  );
}
