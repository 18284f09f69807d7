export { request, response } from './Query.progress';
