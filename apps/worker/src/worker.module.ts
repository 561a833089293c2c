import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { RoomsModule, type RoomsSetting } from '#installation';

/** What the worker is started with. */
export type WorkerSetting = Omit<RoomsSetting, 'works'>;

/** The rooms, whose handlers this process runs: each registers its own with `Jobs` when it starts. */
@Module({})
export class WorkerModule {
  static of(setting: WorkerSetting, more: readonly Type[] = []): DynamicModule {
    return { module: WorkerModule, imports: [RoomsModule.of({ ...setting, works: 'always' }), ...more] };
  }
}
