import { join } from 'node:path';
import type { Host } from '../host.mts';

/** The folder in a user folder whose files workflows may read (n8n's own default name for it). */
export function filesDirectory(userFolder: string): string {
	return join(userFolder, '.n8n-files');
}

/** Where n8n looks for community packages. */
export function packagesDirectory(userFolder: string): string {
	return join(userFolder, '.n8n', 'nodes', 'node_modules');
}

/**
 * What every n8n process needs, server or command: its own folder, no connections to the outside, no other instance's ports.
 * n8n makes a random encryption key of its own in a new user folder.
 */
export function n8nEnvironment(
	{ disabledModules }: Host,
	userFolder: string,
	brokerPort: number,
): NodeJS.ProcessEnv {
	return {
		PATH: process.env.PATH,
		HOME: process.env.HOME,
		N8N_USER_FOLDER: userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: filesDirectory(userFolder),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		...(disabledModules === '' ? {} : { N8N_DISABLED_MODULES: disabledModules }),
		N8N_SECURE_COOKIE: 'false',
		// The log is kept in a file: no colours.
		NO_COLOR: '1',
	};
}
