"""Divisions, units, unit grids, buildings, posts and staff accounts, with what must always be true of them."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from lianxin.foundation.ledger.models import Subject


class Register(Subject):
    """One of the registers kept here; its imports are deeds on this row and wait for each other.

    `stamp` is another random text after every change, so that what a process has read of the
    register into memory is known to be current or not.
    """

    kind = models.CharField(max_length=16, unique=True)
    stamp = models.CharField(max_length=16, blank=True)


class Division(Subject):
    """An administrative division by its 12-digit code, in force for a time; old codes are kept.

    When a division changes its name, the row that others point to takes the new one, and a new
    row keeps the old one with its time.
    """

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=16)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the first day on which it is no longer in force

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(valid_to__isnull=True),
                name="division_one_in_force_per_code",
            ),
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="division_begins_once_per_day"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="division_ends_after_it_begins",
            ),
        ]


class Unit(Subject):
    """A body that answers for something: a department, a subdistrict, a company, the hotline.

    `path` is the unit's place in the tree, "/1/5/" for unit 5 under unit 1.
    """

    code = models.CharField(max_length=48, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=16)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    division = models.ForeignKey(Division, on_delete=models.PROTECT)
    phone = models.CharField(max_length=32, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]


class Grid(Subject):
    """A unit grid by its 15-digit code, with its polygon (WGS 84) and its public contact card.

    A code is never used again once it is retired.
    """

    code = models.CharField(max_length=15, unique=True)
    name = models.CharField(max_length=100)
    community = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="grids")
    polygon = models.JSONField()  # a GeoJSON geometry: Polygon or MultiPolygon, lon before lat
    worker_name = models.CharField(max_length=50, blank=True)
    worker_phone = models.CharField(max_length=32, blank=True)
    supervision_phone = models.CharField(max_length=32, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="grid_ends_after_it_begins",
            ),
        ]


class Building(Subject):
    """A building of a grid, so that a place can be named by it; never a flat, never who lives there."""

    code = models.CharField(max_length=48, unique=True)
    name = models.CharField(max_length=100)
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="buildings")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="building_ends_after_it_begins",
            ),
        ]


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by user name, for Django's sign-in."""


class Staff(Subject, AbstractBaseUser, PermissionsMixin):
    """A member of staff who signs in; what they may do follows from their posts alone."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=50)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    one_time_until = models.DateTimeField(null=True)  # then a password that was handed out is over
    last_login = None  # signing in writes nothing here: only actions do

    objects = StaffManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]


class Post(Subject):
    """Who works where, in which role, from when to when; grid workers also for which grids."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16)
    grids = models.ManyToManyField(Grid, related_name="posts")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "unit", "role"],
                condition=models.Q(valid_to__isnull=True),
                name="post_held_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="post_ends_after_it_begins",
            ),
        ]


class Absence(Subject):
    """Who is away from a unit for some days, and which colleague stands in; why, nobody writes down."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="absences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="stands_in")
    valid_from = models.DateField()
    valid_to = models.DateField()  # the first day back

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="absence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(staff=models.F("substitute")), name="absence_has_another"
            ),
        ]
