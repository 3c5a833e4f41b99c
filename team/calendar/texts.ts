type Change = 'suspend' | 'resume' | 'extend'

export const calendarTexts = {
  notDuration: `La durée s’écrit « 90 min », « 2 h », « 1 h 30 » ou « 2 jours », une semaine au plus. Rien n’a été changé.`,
  done: {
    suspend: 'Le vote est suspendu dans cinq secondes. Toutes les pages le disent dans la minute.',
    resume: 'Le vote reprend dans cinq secondes. Ce qui attendait repart dans la minute.',
    extend: 'Le vote est prolongé. Toutes les pages le disent dans la minute.',
  } satisfies Record<Change, string>,
} as const
