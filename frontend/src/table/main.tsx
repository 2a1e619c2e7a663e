import { mount } from "../ui/editor";
import { TableEditor } from "./TableEditor";

mount(<TableEditor />, "");
