/** The trigger's panel in the editor, before and after a test event. */
import type { Check } from './scene.mts';

export const triggerEditorChecks: Check[] = [];
