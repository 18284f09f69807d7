import { stageName } from './stage';

/** Where the stage notifies its operators. Subscribe an address to it. */
export const alarms = new aws.sns.Topic(stageName('Alarms'));
