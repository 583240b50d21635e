/** Runs the trial in an edge worker: responds to the places with the findings. */
import { trial } from "./trial.ts";

export default {
  async fetch(request: Request): Promise<Response> {
    return Response.json(await trial(await request.json()));
  },
};
