import type { RoomsSetting } from '#installation';

/** What the server is started with: an open installation, or a test's own database and clock. */
export type ApiSetting = Omit<RoomsSetting, 'works'> & Partial<Pick<RoomsSetting, 'works'>>;
