/** Texts of the figure `distillation` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/distillation.js';

export const texts: typeof master = {
  distillationTitle: 'Does a smoothed teacher teach well?',
  distillationInvitation: (count) => `Press “Train” to train ${count} networks: teachers and their students.`,
  distillationChart:
    'Line chart: test accuracy of students against the temperature of distillation, for teachers with and without smoothing.',
  distillationEceChart: 'Line chart: calibration error of students against the temperature of distillation.',
  studentOf: (teacher) => `Student of the ${teacher} teacher`,
  hardTeacher: 'hard',
  teacher: (teacher) => `The ${teacher} teacher`,
  smoothTeacher: (alpha) => `α = ${alpha}`,
  teacherAccuracy: (teacher) => `Accuracy of the ${teacher} teacher`,
  alone: 'Student without a teacher',
  atTemperature: (teacher, temperature) => `Student of the ${teacher} teacher, T\u00a0=\u00a0${temperature}`,
  distillationTemperature: 'Temperature T of distillation',
  distillationWorse: (temperature, difference) =>
    `At T = ${temperature} the smoothed teacher’s students are worse: ${difference} less accuracy, more than two standard errors.`,
  distillationBetter: (temperature, difference) =>
    `At T = ${temperature} the smoothed teacher’s students are better: ${difference} more accuracy, more than two standard errors.`,
  distillationSame: (temperatures) => `At T = ${temperatures} the students of the two teachers cannot be told apart.`,
  distillationLiterature:
    'Müller et al. (2019) found that a smoothed teacher teaches worse. Chandrasegaran et al. (2022) found that this depends on the temperature and does not hold at T = 1. The notes here report what these networks did.',
  oneSeedStudents: 'With one seed a difference may be chance.',
  teacherColumn: 'α of the teacher',
};
