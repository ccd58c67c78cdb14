# Les politiques sur le code, et leurs tests.

## Constats.

fact-held = décidé par
fact-policy = politique
of-blocks = { $kind ->
    [provider] { $count ->
        [one] une configuration de provider
       *[other] { $count } configurations de provider
    }
    [module] { $count ->
        [one] un appel de module
       *[other] { $count } appels de module
    }
   *[resource] { $count ->
        [one] une ressource
       *[other] { $count } ressources
    }
}
undetermined-code = { $title } : indéterminé pour { $of }

settle-code-not-written = écrire « { $name } », juger le plan (--plan), ou faire dire à la politique ce que vaut son absence : core::try(attrs.{ $name }, …)
settle-code-plan = juger le plan, qui peut avoir la valeur : --plan FICHIER
settle-arguments = faire dire à la politique de quels genres elle parle : filter = asset.kind != "state"
settle-nature-of-provider = décrire le provider dans un catalogue à soi (docs/catalogue.fr.md), ou dire par [[bind]] quelle offre est à son hôte
settle-code-version = fixer une seule version ; pour un provider, .terraform.lock.hcl dans le dépôt la dit aussi

## Tests.

fact-mock = simulacre
verdict-violation = une violation
verdict-undetermined = indéterminé
verdict-compliant = la conformité
verdict-not-applicable = sans objet
test-passed = réussi
test-failed = échoué
test-broken = erreur
test-skipped = non jugé
test-verdict = est attendu : { $expected } ; le verdict est : { $actual }
test-no-policy = aucune politique ne le regarde
test-conclusion = { $policy } : { $verdict }
test-summary = Tests  { $passed ->
    [one] { $passed } réussi
   *[other] { $passed } réussis
} · { $failed ->
    [one] { $failed } échoué
   *[other] { $failed } échoués
} · { $skipped ->
    [one] { $skipped } non jugé
   *[other] { $skipped } non jugés
}, dans { $files ->
    [one] un fichier
   *[other] { $files } fichiers
}{ $wrong ->
    [0] {""}
    [one] , dont un en erreur
   *[other] , dont { $wrong } en erreur
}
