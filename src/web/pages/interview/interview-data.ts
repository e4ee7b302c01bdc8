import type { Answer, Body } from '../../api/types';

export type InterviewAnswer = Answer<'/api/interviews/present', 'get'>;
export type Interviewee = NonNullable<InterviewAnswer['interview']>;
export type Script = InterviewAnswer['script']['en'];
export type Ended = Body<'/api/interviews/{id}/end', 'post'>;

export const interviewKey = ['interview'] as const;
