import { type DeviceEntry, type Hass, deviceName } from "./ha";

export const DOMAIN = "energy_trade";

/** One home in one community: a config entry with its entities by translation key. */
export interface Home {
  entry: string;
  name: string;
  community: string;
  /** What tells this home from the others: its community, or its own name where several are in communities of one name. */
  label: string;
  entities: ReadonlyMap<string, string>;
  /** Batteries, appliances and cars that are planned. */
  devices: readonly Device[];
}

export interface Device {
  name: string;
  entities: ReadonlyMap<string, string>;
}

let known: { entities: Hass["entities"]; devices: Hass["devices"]; homes: readonly Home[] } | undefined;

/** All homes of this Home Assistant that trade, in a steady order; found from the registries, which any user may read. */
export function findHomes(hass: Pick<Hass, "entities" | "devices">): readonly Home[] {
  if (known?.entities !== hass.entities || known.devices !== hass.devices) {
    known = { entities: hass.entities, devices: hass.devices, homes: gather(hass) };
  }
  return known.homes;
}

function gather(hass: Pick<Hass, "entities" | "devices">): Home[] {
  const entries = new Map<string, Map<DeviceEntry, Map<string, string>>>();
  for (const entity of Object.values(hass.entities)) {
    const device = entity.device_id === undefined ? undefined : hass.devices[entity.device_id];
    if (!device || entity.platform !== DOMAIN) continue;
    const entry = device.primary_config_entry ?? device.config_entries[0];
    if (entry === undefined) continue;
    const devices = entries.get(entry) ?? new Map<DeviceEntry, Map<string, string>>();
    entries.set(entry, devices);
    const entities = devices.get(device) ?? new Map<string, string>();
    devices.set(device, entities);
    if (entity.translation_key !== undefined) entities.set(entity.translation_key, entity.entity_id);
  }
  return told([...entries].map(([entry, devices]) => homeOf(entry, devices))).sort(
    (one, other) => one.label.localeCompare(other.label) || one.entry.localeCompare(other.entry),
  );
}

/** Label homes so that they can be told apart. */
function told(homes: readonly Home[]): Home[] {
  const isOnly = (key: "name" | "community", home: Home): boolean =>
    home[key] !== "" && homes.every((other) => other === home || other[key] !== home[key]);
  return homes.map((home) => {
    if (isOnly("community", home)) return { ...home, label: home.community };
    const alike = homes.filter(({ name }) => name === home.name).sort((one, other) => one.entry.localeCompare(other.entry));
    return { ...home, label: alike.length < 2 ? home.name : `${home.name} ${alike.indexOf(home) + 1}` };
  });
}

function homeOf(entry: string, found: ReadonlyMap<DeviceEntry, ReadonlyMap<string, string>>): Home {
  const home: Home = { entry, name: "", community: "", label: "", entities: new Map(), devices: [] };
  const entities = new Map<string, string>();
  const devices: Device[] = [];
  for (const [device, own] of found) {
    const name = deviceName(device);
    const isOf = (kind: string): boolean =>
      device.identifiers.some(([domain, id]) => domain === DOMAIN && id.endsWith(`-${kind}`));
    if (isOf("home")) home.name = name;
    else if (isOf("community")) home.community = name;
    else {
      devices.push({ name, entities: own });
      continue;
    }
    for (const [key, entity] of own) entities.set(key, entity);
  }
  devices.sort((one, other) => one.name.localeCompare(other.name));
  return { ...home, entities, devices };
}

/** The home that a card is about: the one that it names, else the first. */
export function chooseHome(hass: Hass, entry: string | undefined): Home | undefined {
  const homes = findHomes(hass);
  return entry === undefined ? homes[0] : homes.find((home) => home.entry === entry);
}
