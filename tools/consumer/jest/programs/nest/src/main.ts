import { NestFactory } from "@nestjs/core";
import { startMock } from "@sinch-fetch/mock";
import { AppModule } from "./app.module";

async function bootstrap() {
  const mock = await startMock({ apis: ["conversation"] });
  process.env.SINCH_URL = mock.conversation;
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(0, "127.0.0.1");
  const response = await fetch(`${await app.getUrl()}/greetings/46701234567`, { method: "POST" });
  console.log(response.status, await response.text());
  await app.close();
  await mock.close();
}
void bootstrap();
