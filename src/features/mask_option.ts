import type { OptionKind } from '../arguments/options.ts';

/** An option that is a mask. Functions that take other forms of features too use `toFeatures` instead. */
export const A_MASK: OptionKind = {
  needs: 'a Mask64, such as toFeatures returns',
  is: (value) => typeof value === 'object' && value !== null && 'lo' in value && 'hi' in value && 'without' in value,
};
