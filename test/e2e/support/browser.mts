import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { SignIn } from '../../../tools/n8n/rest.mts';

/** n8n's editor in a browser, with its owner signed in. */
export interface Editor {
	page: Page;
	close: () => Promise<void>;
}

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The machine's own Chromium; nothing is downloaded. */
function chromiumPath(): string {
	const paths = (process.env.PATH ?? '')
		.split(delimiter)
		.flatMap((directory) => names.map((name) => join(directory, name)));
	for (const path of paths) {
		try {
			accessSync(path, constants.X_OK);
			return path;
		} catch {
			// Not in this directory.
		}
	}
	throw new Error('The tests of the editor need Chromium: on Debian, apt-get install chromium');
}

async function launch(): Promise<Browser> {
	return await chromium.launch({
		executablePath: chromiumPath(),
		args: [
			'--headless=new',
			// Chromium's sandbox does not work for root, as whom CI runs.
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			'--disable-gpu',
			// Containers often have little shared memory.
			'--disable-dev-shm-usage',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			// Only the n8n of the test exists for this browser.
			'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
		],
	});
}

/** Opens the editor of the n8n at `url` and signs in as a person does. */
export async function openEditor(url: string, { email, password }: SignIn): Promise<Editor> {
	const browser = await launch();
	try {
		const page = await browser.newPage({
			viewport: { width: 1600, height: 1000 },
			colorScheme: 'light',
			// n8n takes no approval from a program, which it knows by the word Headless.
			userAgent: `Mozilla/5.0 (X11; Linux x86_64) Chrome/${browser.version()} Safari/537.36`,
		});
		// A busy machine is slow; what never comes fails all the same.
		page.setDefaultTimeout(180_000);
		await page.goto(`${url}/signin`);
		await page.locator('input[type=email]').fill(email);
		await page.locator('input[type=password]').fill(password);
		await page.locator('[data-test-id=form-submit-button]').click();
		await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
		return { page, close: async () => await browser.close() };
	} catch (error) {
		await browser.close();
		throw error;
	}
}
