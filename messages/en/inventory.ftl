# What the inventory says: flows, the register of assets, why a fact is what it is.

undetermined-flows = where data go from { $of } cannot be determined
cause-not-in-catalogue-destination = the catalogue does not tell where { $written } leads
cause-not-in-catalogue-contract = the catalogue does not tell under which contract and law { $written } is
