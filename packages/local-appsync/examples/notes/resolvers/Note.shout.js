export const request = (ctx) => ({ payload: ctx.source.text });

export const response = (ctx) => ctx.result.toUpperCase() + '!';
