class Strayed(Exception):
    pass
def check(before, after):
    pass
