export const WORK_STATUSES = [
  'employee',
  'cape',
  'cesa',
  'freelancer',
  'microEntrepreneur',
  'volunteer',
] as const;
export const ADMITTING_BODIES = ['board', 'assembly', 'management', 'founders'] as const;
export const DECIDING_BODIES = ['board', 'assembly', 'management'] as const;
export const EXIT_REASONS = ['resignation', 'exclusion', 'death', 'lossOfQuality'] as const;
