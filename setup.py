"""Packages the resources folder inside the package; everything else stands in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["csops_desktop*"]), "csops_desktop.resources"],
    package_dir={"csops_desktop.resources": "resources"},
    package_data={"csops_desktop.resources": ["**/*"], "csops_desktop.store": ["migrations/**/*"]},
)
