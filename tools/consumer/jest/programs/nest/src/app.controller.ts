import { Controller, Param, Post } from "@nestjs/common";
import { AppService } from "./app.service";

@Controller()
export class AppController {
  constructor(private readonly appService: AppService) {}

  @Post("greetings/:identity")
  greet(@Param("identity") identity: string): Promise<string> {
    return this.appService.greet(identity);
  }
}
