/** Sets of two features and two classes that no straight line divides, by the name that --data knows them by. */
export const PLANE_SETS = ['xor', 'moons', 'circles', 'spirals'] as const;
