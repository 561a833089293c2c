import { LoadingRows } from '../../../ui/loading';

export function Component() {
  return <LoadingRows />;
}
