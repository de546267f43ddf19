import type { Check } from './scene.mts';
export const editorChecks: Check[] = [];
