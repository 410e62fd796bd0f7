"""What models do beside solving problems, measured: functions in many languages and their
translation (HumanEval-X, MBXP), and programs in turns (MTPB). `harness.py` checks what judges them
by references and broken programs."""
