import { Controller, Param, Post } from "@nestjs/common";
import { AppService } from "./app.service";

@Controller()
export class AppController {
  constructor(private readonly appService: AppService) {}

  @Post("greetings/:contactId")
  greet(@Param("contactId") contactId: string): Promise<string> {
    return this.appService.greet(contactId);
  }
}
