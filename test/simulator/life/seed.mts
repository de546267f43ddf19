/** The project a key belongs to. */
export interface Project {
	id: string;
	name: string;
}

/** A voice agent as the API shows it. */
export interface VoiceAgent {
	id: string;
	name: string;
	type: string;
	conversation: { greetingMessage: string; params: Record<string, string> };
	voice: { lang: string; name: string };
	llm: { provider: string; model: string; apiKey?: string };
	callSettings: { maxCallMinutes: number; recordCalls: boolean };
	phoneNumber: { type: string; id: string } | null;
	webhookUrl: string | null;
	webhookAuth: { authKey: string; authSecret: string } | null;
	createdAt: string;
	updatedAt: string;
}

/** A phone number of the account, as the API shows it. */
export interface OwnPhoneNumber {
	id: string;
	/** E.164. */
	number: string;
	label: string;
	type: 'TWILIO' | 'SIP';
	voiceAgentId: string | null;
	voiceAgent: { id: string; name: string } | null;
	createdAt: string;
	updatedAt: string;
}

/** Every made-up secret in the seeded agents starts with this, so that a test can search for leaks. */
export const FAKE_SECRET_PREFIX = 'fake-secret-';

/** The one project. */
export const seedProject = (): Project => ({
	id: '22222222-2222-4222-8222-222222222222',
	name: 'Local Clinic',
});

const FIRST_AGENT_ID = '11111111-1111-4111-8111-111111111111';
const NEWEST = Date.UTC(2026, 9, 1, 8);
const DAY = 24 * 60 * 60 * 1000;

/** `[name, language]`, newest first. */
const AGENTS: ReadonlyArray<readonly [name: string, lang: 'en' | 'ar']> = [
	['Appointment Reminder', 'en'],
	['تذكير بالمواعيد', 'ar'],
	['Payment Reminder', 'en'],
	['تذكير بالسداد', 'ar'],
	['Delivery Confirmation', 'en'],
	['تأكيد التوصيل', 'ar'],
	['Customer Satisfaction Survey', 'en'],
	['استبيان رضا العملاء', 'ar'],
	['Spring Recall', 'en'],
	['Lead Qualification', 'en'],
	['تأهيل العملاء المحتملين', 'ar'],
	['Event Invitation', 'en'],
	['دعوة لحضور فعالية', 'ar'],
	['Subscription Renewal', 'en'],
	['تجديد الاشتراك', 'ar'],
	['Order Status', 'en'],
	['حالة الطلب', 'ar'],
	['Clinic Follow-up', 'en'],
	['متابعة العيادة', 'ar'],
	['Vaccination Reminder', 'en'],
	['تذكير بالتطعيم', 'ar'],
	['Insurance Renewal', 'en'],
	['تجديد التأمين', 'ar'],
	['Property Viewing', 'en'],
	['معاينة العقار', 'ar'],
	['Car Service Reminder', 'en'],
	['صيانة السيارة', 'ar'],
	['Course Enrolment', 'en'],
	['التسجيل في الدورات', 'ar'],
	['Job Interview Scheduling', 'en'],
	['جدولة المقابلات', 'ar'],
	['Restaurant Reservation', 'en'],
	['حجز المطعم', 'ar'],
	['Hotel Check-in', 'en'],
	['Win-back', 'en'],
	['Technician Visit', 'en'],
	['زيارة الفني', 'ar'],
];

const GREETINGS = {
	en: 'Hello {{name}}, this is the local clinic. Is now a good time?',
	ar: 'مرحبا {{name}}، معك العيادة. هل الوقت مناسب؟',
} as const;

function seedAgent(name: string, lang: 'en' | 'ar', index: number): VoiceAgent {
	const createdAt = new Date(NEWEST - index * DAY).toISOString();
	const number = String(index + 1).padStart(12, '0');
	const hasOwnModel = index % 5 === 0;
	const hasWebhook = index % 4 === 0;
	return {
		id: index === 0 ? FIRST_AGENT_ID : `a0000000-0000-4000-8000-${number}`,
		name,
		type: index % 3 === 2 ? 'Flow Agent' : 'Single Prompt',
		conversation: { greetingMessage: GREETINGS[lang], params: { name: '' } },
		voice: { lang, name: lang === 'ar' ? 'Layla' : 'Emma' },
		llm: {
			provider: hasOwnModel ? 'OpenAI' : 'Hamsa',
			model: hasOwnModel ? 'gpt-4.1' : 'hamsa-voice',
			...(hasOwnModel ? { apiKey: `${FAKE_SECRET_PREFIX}llm-${index + 1}` } : {}),
		},
		callSettings: { maxCallMinutes: 10, recordCalls: true },
		phoneNumber: null,
		webhookUrl: hasWebhook ? `https://hooks.example.com/hamsa/${index + 1}` : null,
		webhookAuth: hasWebhook
			? { authKey: 'Token', authSecret: `${FAKE_SECRET_PREFIX}webhook-${index + 1}` }
			: null,
		createdAt,
		updatedAt: createdAt,
	};
}

/** 37 agents, newest first; some hold (made-up) secrets, as real ones do. */
export const seedAgents = (): VoiceAgent[] =>
	AGENTS.map(([name, lang], index) => seedAgent(name, lang, index));

/** Ranges that are valid or reserved for fiction: `[label, prefix, digits to add, how many]`. */
const NUMBER_RANGES: ReadonlyArray<readonly [label: string, prefix: string, digits: number, count: number]> =
	[
		['Riyadh', '+96611200', 4, 60],
		['Dubai', '+9714300', 4, 30],
		['London', '+442079460', 3, 25],
		['New York', '+121255501', 2, 15],
	];

/** What the first numbers of a city are called; the others are counted lines. */
const FIRST_LABELS = ['Office', 'Clinic', 'Sales', 'Support'];

/** 130 numbers, the first is `+966112000001` "Riyadh Office". Each fifth is bound to an agent, which then names it too. */
export function seedPhoneNumbers(agents: VoiceAgent[]): OwnPhoneNumber[] {
	const numbers: OwnPhoneNumber[] = [];
	for (const [city, prefix, digits, count] of NUMBER_RANGES) {
		for (let line = 1; line <= count; line++) {
			const index = numbers.length;
			const createdAt = new Date(NEWEST - index * DAY).toISOString();
			const agent = index % 5 === 0 ? agents[index / 5] : undefined;
			const number: OwnPhoneNumber = {
				id: `b0000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
				number: `${prefix}${String(line).padStart(digits, '0')}`,
				label: `${city} ${FIRST_LABELS[line - 1] ?? `Line ${line}`}`,
				type: line % 3 === 0 ? 'SIP' : 'TWILIO',
				voiceAgentId: agent?.id ?? null,
				voiceAgent: agent ? { id: agent.id, name: agent.name } : null,
				createdAt,
				updatedAt: createdAt,
			};
			if (agent) agent.phoneNumber = { type: number.type, id: number.id };
			numbers.push(number);
		}
	}
	return numbers;
}
