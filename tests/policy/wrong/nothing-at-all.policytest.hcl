# All mocks were removed.
