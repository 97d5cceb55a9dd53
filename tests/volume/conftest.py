"""What the tests of volumes share: small parts, a volume of them, and a year of real size."""

from volume.making import shelf as shelf
from volume.making import volume as volume
from volume.year import year as year
