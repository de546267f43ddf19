/** Where and when a run happens. */
export interface RunClock {
	/** Epoch milliseconds. */
	now: number;
	/** The workflow's time zone (IANA name), which n8n inherits from the instance. */
	workflowZone: string;
}
