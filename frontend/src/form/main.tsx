import { mount } from "../ui/editor";
import { Builder } from "./Builder";

mount(<Builder />, "/pages/0");
