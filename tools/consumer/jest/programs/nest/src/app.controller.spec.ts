import { Test, type TestingModule } from "@nestjs/testing";
import { bearer } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";
import { type Mock, startMock } from "@sinch-fetch/mock";
import { AppController } from "./app.controller";
import { AppService, CONVERSATION } from "./app.service";

describe("AppController", () => {
  let mock: Mock<"conversation">;
  let appController: AppController;

  beforeAll(async () => {
    mock = await startMock({ apis: ["conversation"] });
    const client = createConversationClient({ projectId: "p", auth: bearer("token"), baseUrl: mock.conversation });
    const app: TestingModule = await Test.createTestingModule({
      controllers: [AppController],
      providers: [AppService, { provide: CONVERSATION, useValue: client }],
    }).compile();
    appController = app.get<AppController>(AppController);
  });

  afterAll(() => mock.close());

  it("should send a message", async () => {
    expect(await appController.greet("46701234567")).toEqual(expect.any(String));
  });
});
