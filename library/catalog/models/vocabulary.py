"""Vocabularies that editors extend: audiences, languages, series."""

from django.db import models


class Audience(models.Model):
    """Whom a resource is for: patrol officers, chiefs, schools."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Language(models.Model):
    """A language, by its MARC code (ISO 639-2/B)."""

    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Series(models.Model):  # type: ignore[django-manager-missing]  # Resource is untyped
    """A run of resources under one title."""

    title = models.CharField(max_length=500, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ("title",)
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title
