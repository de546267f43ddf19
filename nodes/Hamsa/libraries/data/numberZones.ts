export { default as numberZones } from './numberZones.json';
