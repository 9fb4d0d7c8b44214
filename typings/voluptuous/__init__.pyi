# Home Assistant puts its own validator, probatio, in the place of voluptuous.
from probatio import *
