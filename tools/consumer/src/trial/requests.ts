const app_id = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
const recipient = { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" };
const message = { text_message: { text: "Your bicycle is repaired." } };

/** A message to one person. */
export const toOne = { app_id, recipient, message };

/** A batch. */
export const toMany = { app_id, message, recipient_and_params: [{ recipient }] };
