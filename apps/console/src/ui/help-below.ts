/** Fields side by side stay on one line whether they have a help or not: it stands below. */
export const helpBelow: {
  readonly inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[];
} = { inputWrapperOrder: ['label', 'input', 'error', 'description'] };
