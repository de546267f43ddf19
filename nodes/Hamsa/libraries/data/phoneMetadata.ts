export { default as metadata } from 'libphonenumber-js/metadata.max.json';
