"""The laws, one file each. REGIMES lists those that come with the program; BY_ID also has those an administrator added."""

from compliance.rules.regimes import (
    au_app,
    au_spam,
    br_lgpd,
    ca_casl,
    ca_pipeda,
    ca_qc,
    ch_nfadp,
    eu_gdpr,
    in_dpdp,
    jp_appi,
    kr_pipa,
    nz_privacy,
    sg_pdpa,
    uk_complaint,
    uk_gdpr,
    us_ca_ccpa,
    us_ca_delete_act,
    us_canspam,
    us_co,
    us_coppa,
    us_ct,
    us_de,
    us_ia,
    us_in,
    us_ky,
    us_md,
    us_mn,
    us_mt,
    us_ne,
    us_nh,
    us_nj,
    us_nv_health,
    us_nv_sale,
    us_or,
    us_ri,
    us_tn,
    us_tx,
    us_ut,
    us_va,
    us_wa_mhmd,
    za_paia,
)
from compliance.rules.regimes.regime import Regime

REGIMES: tuple[Regime, ...] = (
    eu_gdpr.REGIME,
    uk_gdpr.REGIME,
    uk_complaint.REGIME,
    us_ca_ccpa.REGIME,
    us_ca_delete_act.REGIME,
    us_va.REGIME,
    us_co.REGIME,
    us_ct.REGIME,
    us_ut.REGIME,
    us_tx.REGIME,
    us_or.REGIME,
    us_mt.REGIME,
    us_ia.REGIME,
    us_de.REGIME,
    us_nh.REGIME,
    us_tn.REGIME,
    us_in.REGIME,
    us_ky.REGIME,
    us_ne.REGIME,
    us_ri.REGIME,
    us_md.REGIME,
    us_nj.REGIME,
    us_mn.REGIME,
    us_nv_sale.REGIME,
    us_nv_health.REGIME,
    us_wa_mhmd.REGIME,
    us_canspam.REGIME,
    ca_casl.REGIME,
    au_spam.REGIME,
    ca_pipeda.REGIME,
    ca_qc.REGIME,
    br_lgpd.REGIME,
    br_lgpd.SMALL_AGENTS,
    ch_nfadp.REGIME,
    za_paia.REGIME,
    in_dpdp.REGIME,
    sg_pdpa.REGIME,
    nz_privacy.REGIME,
    au_app.REGIME,
    au_app.AGENCY,
    au_app.ORGANISATION,
    kr_pipa.REGIME,
    jp_appi.REGIME,
    us_coppa.REGIME,
)

BY_ID: dict[str, Regime] = {regime.id: regime for regime in REGIMES}


def register(regime: Regime) -> None:
    """Makes a law known to the running program; one with the id of another takes its place."""
    BY_ID[regime.id] = regime


def reset() -> None:
    """Forgets the laws of one's own."""
    BY_ID.clear()
    BY_ID.update({regime.id: regime for regime in REGIMES})
