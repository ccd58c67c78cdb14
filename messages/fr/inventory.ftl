# Ce que dit l’inventaire : flux, registre des actifs, raisons d’un fait.

undetermined-flows = destination indéterminée des données { $of }
cause-not-in-catalogue-destination = le catalogue ne dit pas où mène { $written }
cause-not-in-catalogue-contract = le catalogue ne dit pas de quel contrat ni de quel droit relève { $written }
