/** What a person who starts an exercise receives, and what they must answer. */
export interface Challenge {
  /** The version of the exercise. */
  version: number;
  /** The variant of the exercise, from 0. */
  variant: number;
  /** 128 random bits in hex, unique to this person and exercise. */
  challenge: string;
  /** SHA-256, in hex, of the variant's hash and the challenge. Part of no GraphQL type. */
  expectedHash: string;
}

/** The payload of the Lambda that issues challenges. */
export interface ChallengeRequest {
  userId: string;
  exerciseId: string;
}
