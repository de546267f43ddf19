/** Where and when a run happens. */
export interface RunClock {
	/** Epoch milliseconds. */
	now: number;
	/** The workflow's time zone (IANA name), which n8n inherits from the instance. */
	workflowZone: string;
	/**
	 * Whether an earlier try of the run may have sent something: then a date or an hour that has passed is no reason to stop
	 * before that is known. It is checked again right before anything is sent.
	 */
	mayHaveSent?: boolean;
}
