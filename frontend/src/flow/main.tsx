import { mount } from "../ui/editor";
import { Designer } from "./Designer";

mount(<Designer />, "");
